/** YAML scalars whose place in the text is known: their values, by the core schema of YAML 1.2.2 (§10.3.2). */
import { CST } from 'yaml';

const NULL = /^(?:~|null|Null|NULL)$/;
const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const OCTAL = /^0o[0-7]+$/;
const INTEGER = /^[-+]?[0-9]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What a plain scalar of one line stands for. */
export function plainValue(source: string): string | number | boolean | null {
  // Nearly all are text that starts with another letter: seven expressions less for each.
  if (!/^[-+.0-9~nNtTfF]/.test(source)) return source;
  if (NULL.test(source)) return null;
  if (BOOLEAN.test(source)) return source.charAt(0).toLowerCase() === 't';
  if (INTEGER.test(source)) return Number.parseInt(source, 10);
  if (OCTAL.test(source)) return Number.parseInt(source.slice(2), 8);
  if (HEXADECIMAL.test(source)) return Number.parseInt(source.slice(2), 16);
  if (NOT_FINITE.test(source)) return /nan$/i.test(source) ? Number.NaN : source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return FLOAT.test(source) ? Number.parseFloat(source) : source;
}

/** The text of a scalar in quotes, quotes included in `source`; undefined where it holds an escape that is none. */
export function quotedValue(source: string): string | undefined {
  const double = source.startsWith('"');
  if (!source.includes('\n')) {
    const inner = source.slice(1, -1);
    if (!double) return inner.replaceAll("''", "'");
    if (!inner.includes('\\')) return inner;
    try {
      // The escapes of JSON are YAML's too; YAML has some more.
      return JSON.parse(source) as string;
    } catch { /* one of the others */ }
  }
  return resolved({ type: double ? 'double-quoted-scalar' : 'single-quoted-scalar', offset: 0, indent: 0, source });
}

/** The text of a plain scalar over several lines. */
export function foldedValue(source: string): string | undefined {
  return resolved({ type: 'scalar', offset: 0, indent: 0, source });
}

/** The text of a block scalar from its header (`|-`), the column of the block it is in, and its lines. */
export function blockValue(header: string, indent: number, source: string): string | undefined {
  return resolved({ type: 'block-scalar', offset: 0, indent, props: [{ type: 'block-scalar-header', offset: 0, indent, source: header }], source });
}

function resolved(token: CST.FlowScalar | CST.BlockScalar): string | undefined {
  let sound = true;
  const { value } = CST.resolveAsScalar(token, true, () => { sound = false; });
  return sound ? value : undefined;
}
