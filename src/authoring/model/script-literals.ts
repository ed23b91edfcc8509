/**
 * Text literals of a script, by what the code around them makes of them (learn.microsoft.com, custom connectors, write
 * code: `Context.OperationId` is compared, switched over, looked up in lists and dictionaries). Wider than
 * `scriptModel`, whose comparisons the rules judge: a literal that only may be an operation's id is found here as well.
 */
import type { TextRange } from '../../connector/connector.ts';
import { contentOf, tokensOf, type ScriptToken } from './script-tokens.ts';

export interface ScriptLiteral {
  readonly text: string;
  /** Without the quotes. */
  readonly range: TextRange;
  /**
   * `operation`: it is used as an operation's id. `other`: it names something else, a property or a header. `open`: the
   * code does not tell.
   */
  readonly role: 'operation' | 'other' | 'open';
  /** The comparison is one without regard to case. */
  readonly ignoresCase?: true;
  /** The list or dictionary that it is an element or a key of; the same number, the same list. */
  readonly list?: number;
}

/** In the order of the text. */
export function scriptLiterals(text: string): readonly ScriptLiteral[] {
  return new Reader(text).literals();
}

/** Whoever takes one of these takes a name of something else: members of JSON, headers, pieces of texts, what is logged. */
const OTHER_CALLS = /^(?:Value|Values|SelectTokens?|Property|GetValues?|TryGetValues?|TryGetProperty|GetProperty|JProperty|JsonProperty|JsonPropertyName|DataMember|TryAddWithoutValidation|Log\w*|Write\w*|Parse\w*|Uri|UriBuilder|Split|Replace|Join|Concat|Append\w*|Format|Element|Elements|Attribute|Descendants|XName|\w*Exception|StringContent|CreateJsonContent)$/;
const OTHER_RECEIVERS = /header|query|json|body|content|payload|result|response|request|params?$|obj/i;
const JSON_TYPES = /^(?:JObject|JsonObject|JArray|ExpandoObject)$/;
const MOST_ALTERNATIVES = 64;

/** `operationId`, `_operationId`, `currentOperationName`. */
const ID_NAME = /operation_?(?:id|name)$/i;

class Reader {
  private readonly tokens: readonly ScriptToken[];
  private readonly closing: ReadonlyMap<number, number>;
  /** Names of variables that hold the operation's id. */
  private readonly carriers = new Set<string>();
  /** Names that are used in one statement with the operation's id. */
  private readonly companions = new Set<string>();
  /** Names that are cases of a switch over it. */
  private readonly labels = new Set<string>();

  constructor(text: string) {
    ({ tokens: this.tokens, closing: this.closing } = tokensOf(text));
    this.findCarriers();
    this.findCompanions();
  }

  literals(): ScriptLiteral[] {
    const found: ScriptLiteral[] = [];
    this.tokens.forEach((token, at) => {
      if (token.kind !== 'text') return;
      const { value, start } = contentOf(token);
      const list = this.listAround(at);
      const role = this.isOperation(at, list) ? 'operation' : this.isOther(at, list) ? 'other' : 'open';
      found.push({ text: value, range: { start, end: start + value.length }, role, ignoresCase: role === 'operation' && this.ignoresCase(at) ? true : undefined, list });
    });
    return found;
  }

  private source(at: number): string {
    return this.tokens[at]?.source ?? '';
  }

  private isCarrier(at: number): boolean {
    const token = this.tokens[at];
    return token?.kind === 'word' && (this.carriers.has(token.source) || ID_NAME.test(token.source));
  }

  /** `this.Context.OperationId` from its first word on. */
  private beginsCarrier(at: number): boolean {
    let end = at;
    while (this.source(end + 1) === '.' && this.tokens[end + 2]?.kind === 'word') end += 2;
    // `operationId.ToLower()` is it as well.
    for (let index = at; index <= end; index += 2) if (this.isCarrier(index)) return true;
    return false;
  }

  /** Variables that are set to it: `var id = this.Context.OperationId;` */
  private findCarriers(): void {
    for (let at = 1; at + 1 < this.tokens.length; at++) {
      if (this.source(at) !== '=' || this.tokens[at - 1]?.kind !== 'word') continue;
      const type = this.source(at - 2);
      if ((type === 'var' || type === 'string' || type === 'String') && this.beginsCarrier(at + 1) && this.source(this.endOfChain(at + 1) + 1) === ';') this.carriers.add(this.source(at - 1));
    }
  }

  private endOfChain(at: number): number {
    let end = at;
    while (this.source(end + 1) === '.') end += 2;
    return end;
  }

  private findCompanions(): void {
    let words: string[] = [];
    let named = false;
    this.tokens.forEach(({ kind, source }, at) => {
      if (source === ';' || source === '{' || source === '}') {
        if (named) for (const word of words) this.companions.add(word);
        words = [];
        named = false;
      } else if (kind === 'word') {
        if (this.isCarrier(at)) named = true;
        else if (this.isCase(at, this.tokens[at]?.within ?? -1)) this.labels.add(source);
        // What is set here is no name for it, nor is a method that gets it.
        else if (this.source(at + 1) !== '=' && this.source(at + 1) !== '(') words.push(source);
      }
    });
    if (named) for (const word of words) this.companions.add(word);
  }

  private isOperation(at: number, list: number | undefined): boolean {
    const [before, after] = [this.source(at - 1), this.source(at + 1)];
    if ((before === '==' || before === '!=' || before === '=' || before === ':' || before === 'is') && this.isCarrier(at - 2)) return true;
    if ((after === '==' || after === '!=') && this.beginsCarrier(at + 2)) return true;
    if (after === '.' && this.source(at + 2) === 'Equals' && this.source(at + 3) === '(' && this.beginsCarrier(at + 4)) return true;
    return this.isAlternative(at) || this.isComparedArgument(at) || this.isCase(at, this.tokens[at]?.within ?? -1) || this.isValueOfId(at) || (list !== undefined && this.isIdList(list)) || this.isIdVariable(at);
  }

  /** `operationId is "…" or "…"` */
  private isAlternative(at: number): boolean {
    let first = at;
    while (first > at - 2 * MOST_ALTERNATIVES && this.source(first - 1) === 'or') first -= 2;
    return first < at && this.source(first - 1) === 'is' && this.isCarrier(first - 2);
  }

  /** `operationId.Equals("…")`, `string.Equals(operationId, "…")` and the other way round. */
  private isComparedArgument(at: number): boolean {
    const call = this.tokens[at]?.within ?? -1;
    if (this.source(call) !== '(' || this.source(call - 1) !== 'Equals') return false;
    if (call + 1 === at) return this.isCarrier(call - 3) || (this.source(at + 1) === ',' && this.beginsCarrier(at + 2));
    return this.source(at - 1) === ',' && this.beginsCarrier(call + 1);
  }

  private ignoresCase(at: number): boolean {
    const call = this.tokens[at]?.within ?? -1;
    const own = this.source(call - 1) === 'Equals' ? call : this.source(at + 2) === 'Equals' ? at + 3 : -1;
    const end = this.closing.get(own);
    return end !== undefined && this.tokens.slice(Math.max(own, end - 6), end).some(({ source }) => source.endsWith('IgnoreCase'));
  }

  /** A case of a switch over the operation's id, as a statement or an expression. */
  private isCase(at: number, block: number): boolean {
    if (this.source(block) !== '{') return false;
    const isLabel = this.source(at - 1) === 'case' || this.source(at + 1) === '=>' || this.source(at + 1) === 'or' || this.source(at - 1) === 'or';
    if (!isLabel) return false;
    if (this.source(block - 1) === 'switch') return this.isCarrier(block - 2);
    const head = this.tokens[block - 1]?.within ?? -1;
    return this.source(block - 1) === ')' && this.source(head - 1) === 'switch' && this.beginsCarrier(head + 1);
  }

  /** `["operationId"] = "…"`, `("operationId", "…")`. */
  private isValueOfId(at: number): boolean {
    const key = this.source(at - 1) === ',' ? at - 2 : this.source(at - 1) === '=' && this.source(at - 2) === ']' ? at - 3 : -1;
    const token = this.tokens[key];
    return token?.kind === 'text' && ID_NAME.test(contentOf(token).value) && (this.source(key - 1) === '[' || this.source(key - 1) === '(' || this.source(key - 1) === '{');
  }

  /** The opening bracket of the list that a literal is an element of, or of the dictionary that it is a key of. */
  private listAround(at: number): number | undefined {
    const own = this.tokens[at]?.within ?? -1;
    const [before, after] = [this.source(at - 1), this.source(at + 1)];
    const outer = this.tokens[own]?.within ?? -1;
    if (this.source(own) === '[' && own === at - 1 && after === ']') {
      // `{ ["…"] = … }`, and not the element of something.
      return this.source(outer) === '{' && this.source(at + 2) === '=' && (own - 1 === outer || this.source(own - 1) === ',') ? outer : undefined;
    }
    if (this.source(own) !== '{' && !this.isCollectionExpression(own)) return undefined;
    const isPair = this.source(own) === '{' && own === at - 1 && after === ',' && this.source(outer) === '{' && (own - 1 === outer || this.source(own - 1) === ',');
    if (isPair) return outer;
    const begins = before === ',' || own === at - 1;
    return begins && (after === ',' || this.closing.get(own) === at + 1) ? own : undefined;
  }

  /** `= ["…", "…"]` of C# 12. */
  private isCollectionExpression(bracket: number): boolean {
    return this.source(bracket) === '[' && ['=', '(', ','].includes(this.source(bracket - 1));
  }

  /** A list that is asked for the operation's id, at once or by its name. */
  private isIdList(list: number): boolean {
    const end = this.closing.get(list);
    if (end !== undefined && this.source(end + 1) === '.' && this.source(end + 3) === '(' && this.beginsCarrier(end + 4)) return true;
    const name = this.nameOfList(list);
    return name !== undefined && this.companions.has(name);
  }

  /** `names` of `var names = new List<string>() {`. */
  private nameOfList(list: number): string | undefined {
    for (let at = list - 1; at > 0 && at > list - 40; at--) {
      const source = this.source(at);
      if (source === '=') return this.tokens[at - 1]?.kind === 'word' ? this.source(at - 1) : undefined;
      if (source === ';' || source === '{' || source === '}') return undefined;
    }
    return undefined;
  }

  /** `const string name = "…";` where the name is compared with the operation's id, or a case of a switch over it. */
  private isIdVariable(at: number): boolean {
    const name = this.source(at - 2);
    if (this.source(at - 1) !== '=' || this.source(at + 1) !== ';' || this.tokens[at - 2]?.kind !== 'word') return false;
    return this.companions.has(name) || this.labels.has(name);
  }

  private isOther(at: number, list: number | undefined): boolean {
    const [before, after] = [this.source(at - 1), this.source(at + 1)];
    if (before === '+' || after === '+') return true;
    if (list !== undefined) return this.isJson(list);
    if (before === '[' && after === ']') return true;
    if (before === '=' && this.source(at - 2) === ']') return true;
    const call = this.tokens[at]?.within ?? -1;
    if (this.source(call) !== '(') return false;
    const callee = this.calleeOf(call);
    if (OTHER_CALLS.test(this.source(callee))) return true;
    // Members of objects and headers are added, removed and looked for by name.
    return this.source(callee - 1) === '.' && OTHER_RECEIVERS.test(this.source(callee - 2)) && !this.isCarrier(callee - 2);
  }

  private isJson(list: number): boolean {
    for (let at = list - 1; at > 0 && at > list - 6; at--) if (JSON_TYPES.test(this.source(at))) return true;
    return false;
  }

  /** The word before an argument list, type arguments skipped. */
  private calleeOf(call: number): number {
    if (this.source(call - 1) !== '>') return call - 1;
    let at = call - 2;
    while (at > call - 12 && this.source(at) !== '<') at--;
    return at - 1;
  }
}
