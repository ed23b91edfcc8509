import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';

export const propertiesMissing: Rule = {
  id: 'properties-missing',
  severity: 'error',
  profile: 'build',
  title: 'apiProperties holds an object `properties`.',
  explanation: 'The command line tools and the service read connection parameters, policies and colour from `properties`. Without it the file says nothing.',
  source: 'schemas/paconn-apiProperties.schema.json, required; paconn reads `properties` in operations/upsert.py.',
  published: 0,
  bad: { raw: true, properties: '{\n  "$schema": "https://raw.githubusercontent.com/microsoft/PowerPlatformConnectors/master/schemas/paconn-apiProperties.schema.json"\n}' },
  good: { properties: '{ "properties": { "capabilities": [] } }' },
  check: ({ properties, documents }, report) => {
    const root = documents.properties?.root;
    if (!root || properties?.node) return;
    const { range } = root;
    if (root.kind !== 'object') {
      report({ file: 'properties', range: { start: range.start, end: Math.min(range.start + 1, range.end) }, message: 'apiProperties must be an object with the key "properties".' });
      return;
    }
    const member = root.members?.findLast(({ key }) => key.toLowerCase() === 'properties');
    if (member) {
      report({ file: 'properties', range: member.keyRange, message: '"properties" must be an object.' });
      return;
    }
    // A misspelt one is said to be so where it stands.
    if (root.members?.some(({ key, value }) => value.kind === 'object' && nearest(key, ['properties']) !== undefined)) return;
    report({ file: 'properties', range: { start: range.start, end: range.start + 1 }, message: 'The object "properties" is missing, so this file says nothing to the service. Add it, with the colour of the icon and the connection parameters inside.' });
  },
};
