/** What the host tests tell their starter: one line of JSON for each test, in the file that this variable names. */
export const eventsVariable = 'CONNECTOR_STUDIO_TEST_EVENTS';

export interface TestEvent {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly milliseconds?: number;
  readonly message?: string;
}
