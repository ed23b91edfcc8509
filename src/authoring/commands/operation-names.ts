/** Names for operations and parameters, made from what a path says. */

const VERBS: Readonly<Record<string, string>> = { get: 'Get', post: 'Create', put: 'Replace', patch: 'Update', delete: 'Delete', head: 'Check', options: 'GetOptionsOf' };
/** Segments that say nothing about what an operation does. */
const IDLE_SEGMENT = /^(?:api|rest|v\d+(?:\.\d+)*|beta|_api|_apis)$/i;

/** `users/{user-id}` → ['users', '{user-id}']. */
function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && !IDLE_SEGMENT.test(segment));
}

/** The names between braces, in the order of the path. */
export function pathParameterNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');
}

/**
 * `GET /v1.0/users/{id}/messages` → GetUsersMessages, `GET /users/{id}` → GetUsersById.
 *
 * @param taken Ids in use; the proposal differs from all of them in more than case, since the service takes `getuser`
 * and `GetUser` for the same operation.
 */
export function proposeOperationId(method: string, path: string, taken: Iterable<string> = []): string {
  const segments = segmentsOf(path);
  const words = segments.filter((segment) => !segment.includes('{')).map(pascalCase);
  const last = segments.at(-1);
  const by = last?.includes('{') ? `By${pathParameterNames(last).map(pascalCase).join('And')}` : '';
  return uniqueName(`${VERBS[method.toLowerCase()] ?? pascalCase(method)}${words.join('') || 'Root'}${by}`, taken);
}

/** The name itself, or the name with the first number that makes it differ from all others in more than case. */
export function uniqueName(name: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((one) => one.toLowerCase()));
  let unique = name;
  for (let number = 2; used.has(unique.toLowerCase()); number++) unique = `${name}${number}`;
  return unique;
}

/** `user-id`, `userID`, `user_id` → ['user', 'id']. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

export function pascalCase(name: string): string {
  return wordsOf(name).map(capitalized).join('');
}

/** `userId` → `User id`, the form of a title in the designer. */
export function titleOf(name: string): string {
  return capitalized(wordsOf(name).join(' ')) || name;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
