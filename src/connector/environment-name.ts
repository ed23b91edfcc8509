/**
 * Names of environments, `Default-<guid>` or `<guid>`. The service's spelling is the one to send and to hash; settings
 * files hold what somebody typed, in any case (paconn stores its argument).
 */
export function sameEnvironment(left: string | undefined, right: string | undefined): boolean {
  return left?.toLowerCase() === right?.toLowerCase();
}
