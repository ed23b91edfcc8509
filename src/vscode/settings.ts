/** The extension's settings, typed. All are of machine scope: a workspace must not decide where tokens go. */
import * as vscode from 'vscode';
import { cloudByName, cloudNames, type AudienceOverrides, type Cloud, type CloudName } from '../cloud/clouds.ts';

export const SETTINGS_SECTION = 'connectorStudio';

export interface StudioSettings {
  readonly cloud: Cloud;
  /** Undefined: the account's own tenant. */
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly useAzureCli: boolean;
}

export function readSettings(): StudioSettings {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const cloud = configuration.get<string>('cloud', 'public');
  return {
    // VS Code does not enforce the enumeration of a setting.
    cloud: cloudByName(isCloudName(cloud) ? cloud : 'public', configuration.get<AudienceOverrides>('audienceOverrides', {})),
    tenantId: configuration.get<string>('tenantId', '').trim() || undefined,
    clientId: configuration.get<string>('clientId', '').trim() || undefined,
    useAzureCli: configuration.get<boolean>('useAzureCli', true),
  };
}

function isCloudName(name: string): name is CloudName {
  return (cloudNames as readonly string[]).includes(name);
}
