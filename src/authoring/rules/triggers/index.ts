import type { Rule } from '../../rule.ts';
import { batchTriggerWithoutList } from './batch-trigger-without-list.ts';
import { notificationContentMisplaced } from './notification-content-misplaced.ts';
import { notificationContentMissing } from './notification-content-missing.ts';
import { notificationContentUnused } from './notification-content-unused.ts';
import { notificationUrlMissing } from './notification-url-missing.ts';
import { notificationUrlRepeated } from './notification-url-repeated.ts';
import { notificationUrlVisible } from './notification-url-visible.ts';
import { pageableWithoutPolicy } from './pageable-without-policy.ts';
import { pollingTriggerUnpolled } from './polling-trigger-unpolled.ts';
import { triggerMetadataValue } from './trigger-metadata-value.ts';
import { triggerValue } from './trigger-value.ts';
import { webhookDeleteMissing } from './webhook-delete-missing.ts';
import { webhookLocationUndocumented } from './webhook-location-undocumented.ts';
import { webhookTriggerBatch } from './webhook-trigger-batch.ts';
import { webhookTriggerMethod } from './webhook-trigger-method.ts';

export const triggerRules: readonly Rule[] = [
  triggerValue,
  triggerMetadataValue,
  notificationContentMissing,
  notificationContentMisplaced,
  notificationContentUnused,
  notificationUrlMissing,
  notificationUrlRepeated,
  notificationUrlVisible,
  webhookTriggerBatch,
  webhookTriggerMethod,
  webhookDeleteMissing,
  webhookLocationUndocumented,
  pollingTriggerUnpolled,
  batchTriggerWithoutList,
  pageableWithoutPolicy,
];
