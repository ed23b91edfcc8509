/** Plain http on loopback for the test's own tools; the product never learns its address. */
import { createServer, type IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { listen } from './connect-proxy.ts';
import { EntraError, entraErrorBody } from './entra/entra-errors.ts';
import type { Fault } from './faults.ts';
import type { Preset } from './preset-data.ts';
import type { Sandbox } from './sandbox.ts';
import type { SignInRequest } from './entra/sign-in.ts';
import type { Switches } from './switches.ts';
import type { FederatedTokenRequest } from './federated-token.ts';

export interface ControlApi {
  readonly url: string;
  stop(): Promise<void>;
}

type Handler = (body: unknown) => unknown;

export async function startControlApi(sandbox: Omit<Sandbox, 'controlUrl' | 'stop'>, port?: number): Promise<ControlApi> {
  const routes: Readonly<Record<string, Handler>> = {
    'GET /state': () => sandbox.state(),
    'GET /requests': () => sandbox.traffic.requests,
    'GET /writes': () => sandbox.traffic.writes,
    'GET /switches': () => sandbox.switches,
    'POST /token': (body) => sandbox.signIn(body as SignInRequest),
    'POST /federated-token': async (body) => {
      // The token itself is nobody's business here; whether there is one is the answer.
      const { expiresOnTimestamp } = await sandbox.requestFederatedToken(body as FederatedTokenRequest);
      return { expiresOn: new Date(expiresOnTimestamp).toISOString() };
    },
    'POST /consent': (body) => {
      const { link, decision } = body as { link: string; decision: 'accept' | 'cancel' };
      return sandbox.answerConsent(link, decision);
    },
    'POST /faults': (body) => {
      sandbox.faults.add(...(Array.isArray(body) ? body : [body]) as Fault[]);
      return {};
    },
    'DELETE /faults': () => {
      sandbox.faults.clear();
      return {};
    },
    'POST /switches': (body) => {
      sandbox.turn(body as Partial<Switches>);
      return sandbox.switches;
    },
    'POST /owners': (body) => {
      const { appId, owners } = body as { appId: string; owners: string[] };
      sandbox.otherPeople.setOwners(appId, owners);
      return {};
    },
    'POST /time': (body) => {
      sandbox.passTime((body as { milliseconds: number }).milliseconds);
      return {};
    },
    'POST /reset': (body) => {
      const { preset, switches } = (body ?? {}) as { preset?: Preset; switches?: Partial<Switches> };
      sandbox.reset(preset, switches);
      return sandbox.state();
    },
  };

  const server = createServer((request, response) => {
    const answer = async (): Promise<{ status: number; body: unknown }> => {
      const handler = routes[`${request.method} ${request.url?.split('?')[0]}`];
      if (!handler) return { status: 404, body: { error: 'not_found', error_description: `Known: ${Object.keys(routes).join(', ')}` } };
      try {
        return { status: 200, body: await handler(await readJson(request)) };
      } catch (error) {
        if (error instanceof EntraError) return { status: 400, body: entraErrorBody(error, randomUUID(), randomUUID()) };
        return { status: 400, body: { error: 'failed', error_description: error instanceof Error ? error.message : String(error) } };
      }
    };
    answer().then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body, null, 2));
    }, () => response.destroy());
  });
  const bound = await listen(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
