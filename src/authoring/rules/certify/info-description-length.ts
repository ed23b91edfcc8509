import { memberOf, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

/** Characters. */
const SHORTEST = 30;
const LONGEST = 500;

export const infoDescriptionLength: Rule = {
  id: 'info-description-length',
  severity: 'warning',
  profile: 'certify',
  title: 'The description of the connector has 30 to 500 characters.',
  explanation: 'It says what the connector is for, on its page and where connectors are listed.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, description; certification validator, FieldLengthNotInRange (PowerPlatformConnectors pull requests 550 and 3407).',
  published: 4,
  bad: { definition: '{ "info": { "description": "Looks after a shelf." } }' },
  good: { definition: '{ "info": { "description": "Looks after the items on a shelf and those who borrow them." } }' },
  check: ({ definition }, report) => {
    const node = memberOf(memberOf(definition?.root, 'info')?.value, 'description')?.value;
    const description = textOf(node);
    // A missing one is another fault, in every profile.
    if (!node || description === undefined || description.trim() === '' || (description.length >= SHORTEST && description.length <= LONGEST)) return;
    report({ file: 'definition', range: node.range, message: `The description has ${description.length} characters; certification takes ${SHORTEST} to ${LONGEST}.` });
  },
};
