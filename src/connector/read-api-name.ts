/**
 * What an internal name of a connector tells about where it was made: the way back from connector-name.ts. Hashes do
 * not tell what was hashed, so environments and people are found among those that are known.
 */
import { DIGEST_LENGTH, MAXIMUM_LENGTH, murmurHash64, predictApiName } from './connector-name.ts';

export interface ApiNameParts {
  /** In lower case, since the name has no other; what the cut has left of it where `cut` is true. */
  readonly title: string;
  /** 16 hex digits; fewer where the name was cut within them, absent where before. */
  readonly environmentHash?: string;
  /** Absent for a connector of a solution as well. */
  readonly creatorHash?: string;
  /** The name was longer than 64 characters, so that its end is a digest. */
  readonly cut: boolean;
}

export interface KnownPlaces {
  /** Names as the service spells them: `Default-…`. */
  readonly environments: readonly string[];
  /** Object ids in lower case, which is how they are hashed. */
  readonly people: readonly string[];
}

export interface ApiNameOrigin extends ApiNameParts {
  /** The one known environment that fits. */
  readonly environment?: string;
  /** The one known person who fits. */
  readonly creator?: string;
  /** Nothing is guessed: the environment's whole hash fits, or the whole name comes out the same when it is predicted. */
  readonly certain: boolean;
}

const HASH = '[0-9a-f]{16}';
/** Fewer digits than this fit by accident too easily. */
const TELLING_DIGITS = 6;

export function readApiName(apiName: string): ApiNameParts {
  const cut = apiName.length === MAXIMUM_LENGTH && new RegExp(`^[^]{${MAXIMUM_LENGTH - DIGEST_LENGTH}}-${HASH}$`).test(apiName);
  if (cut) return { ...readHead(apiName.slice(0, MAXIMUM_LENGTH - DIGEST_LENGTH)), cut };
  const outside = new RegExp(`^(.+)-5f(${HASH})-5f(${HASH})$`, 's').exec(apiName);
  const [, title, environmentHash, creatorHash] = outside ?? new RegExp(`^(.+)-5f(${HASH})$`, 's').exec(apiName) ?? [];
  return { title: unescapeApiName(title ?? apiName), environmentHash, creatorHash, cut };
}

/** The first 47 characters of a longer name; the cut may lie in the title, in a separator or in a hash. */
function readHead(head: string): Omit<ApiNameParts, 'cut'> {
  const whole = new RegExp(`^(.+)-5f(${HASH})(?:-(?:5(?:f([0-9a-f]{0,15}))?)?)?$`, 's').exec(head);
  const [, title, environmentHash, creatorHash] = whole ?? /^(.+)-5f([0-9a-f]{1,15})$/s.exec(head) ?? [];
  return { title: unescapeApiName(title ?? head), environmentHash, creatorHash: creatorHash === '' ? undefined : creatorHash };
}

/**
 * @param titles more titles than the name itself shows, for names whose title was cut
 */
export function findApiNameOrigin(apiName: string, known: KnownPlaces, titles: readonly string[] = []): ApiNameOrigin {
  const parts = readApiName(apiName);
  for (const environment of known.environments) {
    for (const title of [parts.title, ...titles]) {
      if (predictApiName({ solutionName: title, environment }) === apiName) return { ...parts, title, environment, certain: true };
      const creator = known.people.find((creatorObjectId) => predictApiName({ title, environment, creatorObjectId }) === apiName);
      if (creator !== undefined) return { ...parts, title, environment, creator, certain: true };
    }
  }
  const environment = only(known.environments, parts.environmentHash);
  return { ...parts, environment, creator: only(known.people, parts.creatorHash), certain: environment !== undefined && parts.environmentHash?.length === 16 };
}

function only(candidates: readonly string[], hash: string | undefined): string | undefined {
  if (hash === undefined || hash.length < TELLING_DIGITS) return undefined;
  const fitting = candidates.filter((candidate) => murmurHash64(candidate).startsWith(hash));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Undoes `escapeApiName`, but for upper case. An escape that the cut has halved stays. */
export function unescapeApiName(escaped: string): string {
  return escaped.replace(/--([0-9a-f]{4})|-([0-9a-f]{2})/g, (_all, four: string | undefined, two: string | undefined) => String.fromCharCode(Number.parseInt(four ?? two ?? '', 16)));
}
