/** The target that a security block itself asks for: where the user need not choose, as in Verify and its repair. */
import type { SecurityBlock } from '../connector/connector.ts';
import { applicationIdIn } from './desired-state.ts';
import type { IdentityTarget } from './plan-model.ts';

export type TargetPlace = Pick<IdentityTarget, 'tenantId' | 'userObjectId' | 'userName' | 'cloud' | 'environment' | 'environmentDisplayName'>;

/** The app in the block, or a new one of the connector's title where the block names none. */
export function targetFromBlock(block: Pick<SecurityBlock, 'pointer' | 'clientId' | 'resourceUri' | 'scopes'>, title: string, place: TargetPlace): IdentityTarget {
  const appId = applicationIdIn(block);
  return {
    ...place,
    parameterPointer: block.pointer,
    application: appId === undefined ? { kind: 'new', displayName: title } : { kind: 'existing', appId },
    resourceUri: block.resourceUri ?? '',
    scopes: block.scopes,
  };
}
