import { removeFix, writeNearFix } from '../../fixes/definition-fix.ts';
import { textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

/** OpenAPI 2.0, then the platform's own, then two that published connectors have and that do what they say. */
const FORMATS: readonly string[] = [
  'int32', 'int64', 'float', 'double', 'byte', 'binary', 'date', 'date-time', 'password',
  'date-no-tz', 'html', 'uri',
  'uuid', 'email',
];

/** Other people's words for them. */
const MEANT: Readonly<Record<string, string>> = {
  datetime: 'date-time', timestamp: 'date-time', guid: 'uuid', url: 'uri', int: 'int32', integer: 'int32', long: 'int64', decimal: 'double', base64: 'byte', file: 'binary',
};

const known: ReadonlySet<string> = new Set(FORMATS);

export const formatUnknown: Rule = {
  id: 'format-unknown',
  severity: 'information',
  profile: 'build',
  title: '`format` is one that the platform knows.',
  explanation: 'A known format gives the field a control: `date-time` a date picker, `html` an editor, `byte` a file. Others are ignored, which may be all right, and are hints unless a known one is near. An empty one says nothing.',
  source: 'apiDefinition.swagger.schema.json, enum of format; OpenAPI 2.0, Data Types. An empty format stands in 12 published connectors.',
  published: 25,
  bad: withField({ type: 'string', format: 'datetime' }),
  good: withField({ type: 'string', format: 'date-time' }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node: owner, format: member } of definition.typedValues) {
      if (!member) continue;
      const format = textOf(member.value);
      if (format !== undefined && known.has(format)) continue;
      if (format === undefined || format.trim() === '') {
        const message = format === undefined ? 'The format must be text. Remove it, or name a format.' : 'The format is empty. Remove it.';
        report({ file: 'definition', range: format === undefined ? member.keyRange : member.value.range, severity: format === undefined ? undefined : 'hint', tag: 'unnecessary', message, fixes: () => [removeFix(document, owner, member, format !== undefined)] });
        continue;
      }
      const lower = format.toLowerCase();
      const near = Object.hasOwn(MEANT, lower) ? MEANT[lower] : nearest(format, FORMATS);
      const fixes = (): Fix[] => writeNearFix(document, member.value, near);
      report({ file: 'definition', range: member.value.range, severity: near === undefined ? 'hint' : undefined, message: `The platform does not know the format "${format}" and ignores it.${near === undefined ? '' : ` Is "${near}" meant?`}`, fixes });
    }
  },
};
