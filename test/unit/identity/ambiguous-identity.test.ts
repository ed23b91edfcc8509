import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeployedConnector } from '../../../src/connector/deployed-connector.ts';
import { valueAt, withValueAt } from '../../../src/connector/json-value.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { applyPlan, IdentityNotGeneratedError } from '../../../src/identity/apply.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import type { IdentityInput } from '../../../src/identity/actual-state.ts';
import { targetFromBlock } from '../../../src/identity/target.ts';
import { verifyIdentity } from '../../../src/identity/verify.ts';
import { PUBLIC_CLOUD, World } from './fake-world.ts';

const CREDENTIALS = ['connectionParameters', 'token', 'oAuthSettings', 'properties', 'FederatedIdentityCredentials'];

/** A service that shows a second, other value beside the one it generated. */
function twofold(connector: DeployedConnector | undefined, field: 'subject' | 'audience'): DeployedConnector | undefined {
  const credentials = connector && valueAt(connector.properties, CREDENTIALS) as Record<string, unknown> | undefined;
  if (!credentials || credentials['Subject'] === '') return connector;
  return { ...connector, properties: withValueAt(connector.properties, [...CREDENTIALS, field], 'something else') as DeployedConnector['properties'] };
}

function twofoldInput(world: World, field: 'subject' | 'audience'): IdentityInput {
  const input = world.input(world.start());
  const { connectors } = input.ports;
  const shown: IdentityInput['ports']['connectors'] = {
    connector: async (...args) => twofold(await connectors.connector(...args), field),
    connectorsTitled: async (...args) => (await connectors.connectorsTitled(...args)).flatMap((one) => twofold(one, field) ?? []),
    create: async (...args) => twofold(await connectors.create(...args), field)!,
    update: (...args) => connectors.update(...args),
    delete: (...args) => connectors.delete(...args),
  };
  return { ...input, ports: { ...input.ports, connectors: shown } };
}

for (const field of ['subject', 'audience'] as const) {
  test(`two values for the ${field} are never chosen between: nothing of them is written, both are told, and pasted ones go on`, async () => {
    const world = new World();
    const input = twofoldInput(world, field);
    const plan = await createPlan(input);
    const error = await applyPlan(plan, input).then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof IdentityNotGeneratedError, String(error));
    assert.match(error.message, new RegExp(`^The connector shows 2 different values for its ${field}, so none was taken: ".+" at /properties/.*, "something else" at /properties/`));
    assert.equal(world.directory.applications[0]?.credentials.length, 0);
    assert.deepEqual(world.directory.applications[0]?.application.redirectUris, []);

    const files = { ...world.files, settings: `${world.files.folder}/settings.json` };
    const connector = readConnector(files, { definition: world.definition, properties: world.properties, settings: world.settings });
    const report = await verifyIdentity({ connector, target: targetFromBlock(connector.security[0]!, connector.title, world.target()), cloud: PUBLIC_CLOUD, ports: input.ports });
    const finding = report.checks.flatMap((check) => check.finding ?? []).find(({ subject }) => subject === field);
    assert.match(finding?.message ?? '', /so none was taken/);
    assert.equal(report.ok, false);

    const right = valueAt(world.service.connectors[0] && world.service.get(world.service.connectors[0].environment, world.service.connectors[0].name)?.properties, CREDENTIALS) as Record<'Subject' | 'Audience', string>;
    const byHand = { ...twofoldInput(world, field), connector, pasted: { subject: right.Subject, audience: right.Audience } };
    const result = await applyPlan(await createPlan(byHand), byHand);
    assert.deepEqual([result.subject, result.audience], [right.Subject, right.Audience]);
    assert.equal(world.directory.applications[0]?.credentials[0]?.subject, right.Subject);
  });
}
