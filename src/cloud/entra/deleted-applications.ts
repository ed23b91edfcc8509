/**
 * Deleted app registrations, which Entra keeps for 30 days together with their unique names (msgraph-bicep-types#137).
 * Source: Microsoft Graph docs, directory-deleteditems-list and directory-deleteditems-restore.
 */
import type { DeletedApplication } from '../../connector/app-registration.ts';
import type { Http, ServiceContext } from '../http.ts';
import { asFilledText, asObject } from '../json-values.ts';
import { query } from '../odata.ts';
import { allItems } from '../paging.ts';
import { ServiceError } from '../service-error.ts';
import { applicationProperties, readApplication } from './graph-objects.ts';

export interface DeletedApplications {
  /** Undefined where there is none of that name, and where deleted ones may not be read. */
  deletedApplication(uniqueName: string, signal?: AbortSignal): Promise<DeletedApplication | undefined>;
  /** Needs a role of an administrator, ownership is not enough. */
  restoreApplication(objectId: string, signal?: AbortSignal): Promise<void>;
}

export function createDeletedApplications(context: ServiceContext, http: Http): DeletedApplications {
  const deletedItems = `${context.cloud.graph}/v1.0/directory/deletedItems`;
  return {
    deletedApplication: async (uniqueName, signal) => {
      try {
        // Compared here: that deleted items can be filtered by unique name is documented nowhere.
        const items = await allItems(http, `${deletedItems}/microsoft.graph.application${query({ $select: `${applicationProperties},deletedDateTime`, $top: '999' })}`, { signal });
        const item = items.map(asObject).find((candidate) => candidate['uniqueName'] === uniqueName);
        return item && { ...readApplication(item), deletedDateTime: asFilledText(item['deletedDateTime']) };
      } catch (error) {
        if (error instanceof ServiceError && error.status === 403) return undefined;
        throw error;
      }
    },

    restoreApplication: async (objectId, signal) => {
      await http.send({ method: 'POST', url: `${deletedItems}/${encodeURIComponent(objectId)}/restore`, signal });
    },
  };
}
