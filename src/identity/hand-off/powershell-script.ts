/**
 * A hand-off as a PowerShell script (Windows PowerShell 5.1 and PowerShell 7). Azure CLI gives the token and
 * Invoke-RestMethod makes the calls: what PowerShell 5.1 does to quotes in the arguments of programs (about_Parsing,
 * "Passing arguments that contain quote characters") spoils JSON and addresses that hold quotes. Looks before it writes,
 * adds to lists instead of replacing them, and writes nothing the second time.
 */
import type { HandOff } from './hand-off-model.ts';
import { powershellQuoted } from './powershell-quoting.ts';
import { newApplicationBody, scriptHeader } from './script-parts.ts';
import { asciiJson } from './visible-text.ts';

export function powershellScript(handOff: HandOff): string {
  const { app, credential, permissions, redirectUrl, tenantId, graph } = handOff;
  return [
    ...scriptHeader(handOff),
    'Set-StrictMode -Version 2',
    '$ErrorActionPreference = \'Stop\'',
    '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
    '',
    `$tenant = ${powershellQuoted(tenantId)}`,
    `$graph = ${powershellQuoted(`${graph}/v1.0`)}`,
    '$signedIn = az account show --query tenantId --output tsv',
    'if ($LASTEXITCODE -ne 0) { throw "Sign in first: az login --tenant $tenant" }',
    'if ($signedIn -ne $tenant) { throw "Azure CLI is signed in to the tenant $signedIn. Run: az login --tenant $tenant" }',
    `$token = az account get-access-token --tenant $tenant --resource ${powershellQuoted(graph)} --query accessToken --output tsv`,
    'if ($LASTEXITCODE -ne 0) { throw "Azure CLI gave no token for Microsoft Graph." }',
    '',
    'function Invoke-Graph([string]$Method, [string]$Url, $Body, [string]$Prefer = \'return=minimal\') {',
    '  $request = @{ Method = $Method; Uri = $Url; Headers = @{ Authorization = "Bearer $token"; Prefer = $Prefer } }',
    '  if ($null -ne $Body) {',
    '    $text = if ($Body -is [string]) { $Body } else { ConvertTo-Json -InputObject $Body -Depth 10 -Compress }',
    '    $request.Body = [Text.Encoding]::UTF8.GetBytes($text)',
    '    $request.ContentType = \'application/json\'',
    '  }',
    '  Invoke-RestMethod @request',
    '}',
    '# Nothing for what does not exist; any other refusal ends the script.',
    'function Get-Graph([string]$Url) {',
    '  try { return Invoke-Graph GET $Url $null }',
    '  catch {',
    '    $response = $_.Exception.PSObject.Properties[\'Response\']',
    '    if ($response -and $response.Value -and [int]$response.Value.StatusCode -eq 404) { return $null }',
    '    throw',
    '  }',
    '}',
    '',
    ...applicationLines(app, permissions),
    '$url = "$graph/applications/$($app.id)"',
    'if ($app.signInAudience -ne \'AzureADMyOrg\') {',
    '  Invoke-Graph PATCH $url \'{"signInAudience":"AzureADMyOrg"}\' | Out-Null',
    '  Write-Host \'The app now accepts accounts of this tenant alone, as managed identity needs it.\'',
    '}',
    '',
    ...(permissions ? permissionLines(permissions) : []),
    '$principal = "$graph/servicePrincipals(appId=\'$($app.appId)\')"',
    'if (-not (Get-Graph $principal)) {',
    '  Invoke-Graph POST "$graph/servicePrincipals" @{ appId = $app.appId } | Out-Null',
    '  Write-Host \'Created the service principal.\'',
    '}',
    '',
    ...(redirectUrl === undefined ? [] : redirectLines(redirectUrl)),
    ...(credential ? credentialLines(credential) : []),
    'Write-Host \'\'',
    'Write-Host \'Done. Send this to the maker of the connector:\'',
    'Write-Host "  client id  $($app.appId)"',
    'Write-Host "  tenant id  $tenant"',
    `Write-Host '${handOff.later.length > 0 ? 'The maker deploys the connector with this client id; a second script then adds redirect URI and credential.' : 'The maker runs Verify Managed Identity, which compares everything.'}'`,
    '',
  ].join('\n');
}

function applicationLines(app: HandOff['app'], permissions: HandOff['permissions']): string[] {
  if (app.kind === 'existing') {
    return [
      `$app = Get-Graph ("$graph/applications(appId='{0}')" -f ${powershellQuoted(app.appId)})`,
      `if (-not $app) { throw ${powershellQuoted(`The app registration ${app.appId} was not found in this tenant.`)} }`,
    ];
  }
  return [
    `$key = "$graph/applications(uniqueName='{0}')" -f ${powershellQuoted(app.uniqueName)}`,
    '$app = Get-Graph $key',
    'if (-not $app) {',
    `  Invoke-Graph PATCH $key ${powershellQuoted(asciiJson(newApplicationBody(app, permissions)))} 'create-if-missing' | Out-Null`,
    '  Write-Host \'Registered the app.\'',
    '  # A new app is not known everywhere at once.',
    '  foreach ($pause in 0, 2, 4, 8, 16, 30, 30, 30) { Start-Sleep -Seconds $pause; $app = Get-Graph $key; if ($app) { break } }',
    '  if (-not $app) { throw \'The app was registered, and Microsoft Entra does not show it yet. Run the script again in a few minutes.\' }',
    '}',
  ];
}

function permissionLines({ resourceAppId, scopes }: NonNullable<HandOff['permissions']>): string[] {
  return [
    `$resource = ${powershellQuoted(resourceAppId)}`,
    `$wanted = @(${scopes.map(({ id }) => powershellQuoted(id)).join(', ')})`,
    '$access = @((Get-Graph $url).requiredResourceAccess)',
    '$present = @($access | Where-Object { $_.resourceAppId -eq $resource } | ForEach-Object { $_.resourceAccess })',
    '$missing = @($wanted | Where-Object { $id = $_; -not ($present | Where-Object { $_.id -eq $id }) })',
    'if ($missing.Count -gt 0) {',
    '  $own = @($present) + @($missing | ForEach-Object { @{ id = $_; type = \'Scope\' } })',
    '  $all = @($access | Where-Object { $_.resourceAppId -ne $resource }) + @(@{ resourceAppId = $resource; resourceAccess = $own })',
    '  Invoke-Graph PATCH $url @{ requiredResourceAccess = $all } | Out-Null',
    '  Write-Host "Added $($missing.Count) permission(s)."',
    '}',
    '',
  ];
}

function redirectLines(redirectUrl: string): string[] {
  return [
    `$redirect = ${powershellQuoted(redirectUrl)}`,
    '$uris = @((Get-Graph $url).web.redirectUris)',
    'if ($uris -cnotcontains $redirect) {',
    '  Invoke-Graph PATCH $url @{ web = @{ redirectUris = @($uris) + $redirect } } | Out-Null',
    '  Write-Host \'Added the redirect URI.\'',
    '}',
    '',
  ];
}

function credentialLines({ name, issuer, subject, audiences, description }: NonNullable<HandOff['credential']>): string[] {
  return [
    `$name = ${powershellQuoted(name)}`,
    `$issuer = ${powershellQuoted(issuer)}`,
    `$subject = ${powershellQuoted(subject ?? '')}`,
    `$audience = ${powershellQuoted(audiences[0] ?? '')}`,
    '$present = Get-Graph "$url/federatedIdentityCredentials/$name"',
    'if (-not $present -or $present.issuer -cne $issuer -or $present.subject -cne $subject -or @($present.audiences).Count -ne 1 -or $present.audiences[0] -cne $audience) {',
    `  Invoke-Graph PATCH ("$url/federatedIdentityCredentials(name='{0}')" -f $name) ${powershellQuoted(asciiJson({ issuer, subject, audiences, description }))} 'create-if-missing' | Out-Null`,
    '  Write-Host \'Wrote the federated credential.\'',
    '}',
    '',
  ];
}
