/**
 * The part of the Azure CLI that AzureCliCredential of @azure/identity uses, with the sandbox tenant behind it. Plain
 * JavaScript, since it runs on whatever `node` the PATH has.
 *
 * Environment: SANDBOX_CONTROL_URL; AZ_STANDIN_MODE; AZ_STANDIN_ACCOUNT, the user name that is signed in (the tenant's
 * first user when empty); AZ_STANDIN_OTHER_ACCOUNT, the one of mode other-account.
 */
const azureCliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const version = '2.80.0';

const { SANDBOX_CONTROL_URL: controlUrl, AZ_STANDIN_MODE: mode = '', AZ_STANDIN_ACCOUNT, AZ_STANDIN_OTHER_ACCOUNT } = process.env;

function fail(message) {
  console.error(`ERROR: ${message}`);
  process.exit(1);
}

function option(name) {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

async function getAccessToken() {
  if (mode === 'signed-out') fail("Please run 'az login' to setup account.");
  if (!controlUrl) fail('SANDBOX_CONTROL_URL is not set.');
  if (mode === 'other-account' && !AZ_STANDIN_OTHER_ACCOUNT) fail('AZ_STANDIN_OTHER_ACCOUNT is not set.');
  const resource = option('--resource') ?? 'https://management.core.windows.net/';
  const tenantId = option('--tenant');
  const scopes = [`${resource}/.default`];
  const response = await fetch(new URL('/token', controlUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      clientId: azureCliClientId,
      tenantId,
      scopes,
      account: (mode === 'other-account' ? AZ_STANDIN_OTHER_ACCOUNT : AZ_STANDIN_ACCOUNT) || undefined,
    }),
  });
  const answer = await response.json();
  if (!response.ok) fail(`${answer.error_description}\nInteractive authentication is needed. Please run:\naz login --scope ${scopes[0]}`);
  const expiresOn = new Date(answer.expiresOn);
  const local = new Date(expiresOn.getTime() - expiresOn.getTimezoneOffset() * 60_000).toISOString();
  return {
    accessToken: answer.accessToken,
    // Local time without an offset: the older of the two fields, which clients should not need any more.
    expiresOn: `${local.slice(0, 10)} ${local.slice(11, 19)}.000000`,
    expires_on: Math.floor(expiresOn.getTime() / 1000),
    tenant: answer.tenantId,
    tokenType: 'Bearer',
  };
}

const command = process.argv.slice(2).filter((argument) => !argument.startsWith('-')).slice(0, 2).join(' ');
if (process.argv.includes('--version')) console.log(`azure-cli                         ${version}`);
else if (command.startsWith('version')) console.log(JSON.stringify({ 'azure-cli': version }, null, 2));
else if (command.startsWith('account get-access-token')) console.log(JSON.stringify(await getAccessToken(), null, 2));
else fail(`'${command}' is not in the stand-in of the 'az' command group.`);
