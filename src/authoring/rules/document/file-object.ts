import type { Rule } from '../../rule.ts';
import { fileDocuments } from './file-documents.ts';

export const fileObject: Rule = {
  id: 'file-object',
  severity: 'error',
  profile: 'build',
  title: 'Each file holds one object.',
  explanation: 'An empty file, a list or a bare value is no definition and no properties.',
  source: 'OpenAPI 2.0, Schema: the root is the Swagger Object; schemas/paconn-apiProperties.schema.json and paconn-settings.schema.json: type object.',
  published: 0,
  bad: { raw: true, definition: '[]' },
  good: {},
  check: (connector, report) => {
    for (const { file, document: { root, problems } } of fileDocuments(connector)) {
      // Of apiProperties, the rule properties-missing says what belongs into it.
      if (root?.kind === 'object' || (root && file === 'properties')) continue;
      const range = { start: root?.range.start ?? 0, end: root ? Math.min(root.range.end, root.range.start + 1) : 0 };
      // What is broken beyond reading is no empty file.
      if (root) report({ file, range, message: 'The file must hold one object. Put what it says into { } with names.' });
      else if (!problems.some(({ severity }) => severity === 'error')) report({ file, range, message: 'The file is empty. Write an object into it, or remove it.' });
    }
  },
};
