/** Whether a policy is there for an operation. */
import type { PropertiesModel } from '../../model/connector-model.ts';

/** A policy without names of operations goes for all of them. Template ids are compared without regard to case. */
export function hasPolicy({ policies }: PropertiesModel, template: string, operationId: string | undefined): boolean {
  return policies.some(({ templateId, operationNameMember, operationNames }) =>
    templateId?.toLowerCase() === template && (!operationNameMember || operationNames.length === 0 || operationNames.some(({ value }) => value === operationId)));
}
