/**
 * A hand-off as a bash script for Azure CLI. Like the engine it looks before it writes, adds to lists instead of replacing
 * them, and writes nothing the second time. `az rest` on Microsoft Graph v1.0 rather than `az ad app`, whose create and
 * update replace what is there (Azure/azure-cli#20974 is one report): Graph docs application-upsert, application-update,
 * federatedidentitycredential-upsert; `--query` is JMESPath.
 */
import { bashQuoted, queryLiteral } from './bash-quoting.ts';
import type { HandOff } from './hand-off-model.ts';
import { newApplicationBody, scriptHeader } from './script-parts.ts';
import { asciiJson, visibleAscii } from './visible-text.ts';

export function bashScript(handOff: HandOff): string {
  const { app, credential, permissions, redirectUrl, tenantId, graph } = handOff;
  return [
    '#!/usr/bin/env bash',
    ...scriptHeader(handOff),
    'set -euo pipefail',
    '',
    `tenant=${bashQuoted(tenantId)}`,
    `graph=${bashQuoted(`${graph}/v1.0`)}`,
    'work="$(mktemp -d)"',
    'trap \'rm -rf "$work"\' EXIT',
    'fail() { printf \'%s\\n\' "$*" >&2; exit 1; }',
    '# Answers "absent" for what does not exist; any other refusal ends the script with Azure CLI\'s own words.',
    'exists() {',
    '  if az rest --method GET --url "$1" --output none 2>"$work/error"; then return 0; fi',
    '  if grep -q -e Request_ResourceNotFound -e "Not Found" "$work/error"; then return 1; fi',
    '  cat "$work/error" >&2; exit 1',
    '}',
    '# Into a variable, before anything is decided by it: only there does a read that fails end the script.',
    'ask() { az rest --method GET --url "$1" --query "$2" --output "${3:-json}"; }',
    'send() { az rest --method "$1" --url "$2" --headers "Content-Type=application/json" "Prefer=${4:-return=minimal}" --body "@$3" --output none; }',
    '',
    'command -v az >/dev/null || fail "Azure CLI (az) was not found."',
    'signed_in="$(az account show --query tenantId --output tsv)" || fail "Sign in first: az login --tenant $tenant"',
    '[ "$signed_in" = "$tenant" ] || fail "Azure CLI is signed in to the tenant $signed_in. Run: az login --tenant $tenant"',
    '',
    ...applicationLines(app, permissions),
    'object_id="$(ask "$app" id tsv)"',
    'client_id="$(ask "$app" appId tsv)"',
    'app="$graph/applications/$object_id"',
    '',
    ...audienceLines(),
    ...(permissions ? permissionLines(permissions) : []),
    ...servicePrincipalLines(),
    ...(redirectUrl === undefined ? [] : redirectLines(redirectUrl)),
    ...(credential ? credentialLines(credential) : []),
    'printf \'\\nDone. Send this to the maker of the connector:\\n  client id  %s\\n  tenant id  %s\\n\' "$client_id" "$tenant"',
    ...(handOff.later.length > 0
      ? ['printf \'The maker deploys the connector with this client id; a second script then adds redirect URI and credential.\\n\'']
      : ['printf \'The maker runs Verify Managed Identity, which compares everything.\\n\'']),
    '',
  ].join('\n');
}

function applicationLines(app: HandOff['app'], permissions: HandOff['permissions']): string[] {
  if (app.kind === 'existing') {
    return [
      `app="$graph/applications(appId=${singleInUrl(app.appId)})"`,
      `exists "$app" || fail ${bashQuoted(`The app registration ${app.appId} was not found in this tenant.`)}`,
    ];
  }
  return [
    `app="$graph/applications(uniqueName=${singleInUrl(app.uniqueName)})"`,
    'if ! exists "$app"; then',
    `  printf '%s' ${bashQuoted(asciiJson(newApplicationBody(app, permissions)))} >"$work/app.json"`,
    '  send PATCH "$app" "$work/app.json" create-if-missing',
    `  printf '%s\\n' ${bashQuoted(`Registered the app "${visibleAscii(app.displayName)}".`)}`,
    '  # A new app is not known everywhere at once.',
    '  for pause in 2 4 8 16 30 30 30; do if exists "$app"; then break; fi; sleep "$pause"; done',
    'fi',
  ];
}

function audienceLines(): string[] {
  return [
    'audience="$(ask "$app" signInAudience tsv)"',
    'if [ "$audience" != AzureADMyOrg ]; then',
    '  printf \'{"signInAudience":"AzureADMyOrg"}\' >"$work/audience.json"',
    '  send PATCH "$app" "$work/audience.json"',
    '  printf \'The app now accepts accounts of this tenant alone, as managed identity needs it.\\n\'',
    'fi',
    '',
  ];
}

/** One scope after the other, each added to what is there then. */
function permissionLines({ resourceAppId, scopes }: NonNullable<HandOff['permissions']>): string[] {
  const api = queryLiteral(resourceAppId);
  const own = `requiredResourceAccess[?resourceAppId==${api}].resourceAccess[]`;
  return scopes.flatMap(({ id, value }) => {
    const merged = `{requiredResourceAccess: [requiredResourceAccess[?resourceAppId!=${api}], [{resourceAppId: ${api}, resourceAccess: [${own}, ${queryLiteral([{ id, type: 'Scope' }])}][]}]][]}`;
    return [
      `present="$(ask "$app" ${bashQuoted(`length(${own} | [?id==${queryLiteral(id)}])`)})"`,
      'if [ "$present" = 0 ]; then',
      `  ask "$app" ${bashQuoted(merged)} >"$work/permissions.json"`,
      '  send PATCH "$app" "$work/permissions.json"',
      `  printf '%s\\n' ${bashQuoted(`Added the permission ${visibleAscii(value)}.`)}`,
      'fi',
      '',
    ];
  });
}

function servicePrincipalLines(): string[] {
  return [
    'if ! exists "$graph/servicePrincipals(appId=\'$client_id\')"; then',
    '  printf \'{"appId":"%s"}\' "$client_id" >"$work/principal.json"',
    '  send POST "$graph/servicePrincipals" "$work/principal.json"',
    '  printf \'Created the service principal.\\n\'',
    'fi',
    '',
  ];
}

function redirectLines(redirectUrl: string): string[] {
  const url = queryLiteral(redirectUrl);
  return [
    `present="$(ask "$app" ${bashQuoted(`contains(web.redirectUris || \`[]\`, ${url})`)})"`,
    'if [ "$present" != true ]; then',
    `  ask "$app" ${bashQuoted(`{web: {redirectUris: [web.redirectUris || \`[]\`, [${url}]][]}}`)} >"$work/redirect.json"`,
    '  send PATCH "$app" "$work/redirect.json"',
    `  printf '%s\\n' ${bashQuoted(`Added the redirect URI ${visibleAscii(redirectUrl)}.`)}`,
    'fi',
    '',
  ];
}

function credentialLines({ name, issuer, subject, audiences, description }: NonNullable<HandOff['credential']>): string[] {
  const same = `issuer==${queryLiteral(issuer)} && subject==${queryLiteral(subject)} && audiences==${queryLiteral(audiences)}`;
  return [
    `credential="$app/federatedIdentityCredentials"`,
    'present=false',
    `if exists "$credential/"${bashQuoted(name)}; then present="$(ask "$credential/"${bashQuoted(name)} ${bashQuoted(same)})"; fi`,
    'if [ "$present" != true ]; then',
    `  printf '%s' ${bashQuoted(asciiJson({ issuer, subject, audiences, description }))} >"$work/credential.json"`,
    `  send PATCH "$credential(name='"${bashQuoted(name)}"')" "$work/credential.json" create-if-missing`,
    `  printf '%s\\n' ${bashQuoted(`Wrote the federated credential ${visibleAscii(name)}.`)}`,
    'fi',
    '',
  ];
}

/** A key in Graph's path, within a double-quoted word; our keys and GUIDs hold nothing that means something there. */
function singleInUrl(key: string): string {
  if (!/^[A-Za-z0-9._-]+$/.test(key)) throw new RangeError(`"${key}" cannot stand in a path of Microsoft Graph.`);
  return `'${key}'`;
}
