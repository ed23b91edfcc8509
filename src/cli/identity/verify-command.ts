/** `identity verify`: compares file, connector and app registration. Writes nothing. */
import type { Finding } from '../../identity/finding.ts';
import { STEP_ORDER } from '../../identity/plan-steps.ts';
import { renderVerifyReport } from '../../identity/report-text.ts';
import { verifyIdentity, type VerifyReport } from '../../identity/verify.ts';
import type { Terminal } from '../main.ts';
import { DONE, PENDING } from './failure.ts';
import { choose, portsFor } from './make-plan.ts';
import type { IdentityOptions } from './options.ts';
import { json, shown } from './show.ts';

export async function verifyCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { connector, target, session } = await choose(options, terminal, signal);
  const report = await verifyIdentity({ connector, target, cloud: session.cloud, ports: portsFor(session, connector, target.environment), signal });
  terminal.out(options.format === 'json' ? json(verification(report)) : shown(renderVerifyReport(report), terminal));
  return report.ok ? DONE : PENDING;
}

/** The steps of a plan as far as the findings tell of them, and all that was looked at. */
function verification({ ok, title, checks }: VerifyReport): unknown {
  const findings = checks.flatMap(({ finding }) => finding ?? []);
  const steps = STEP_ORDER.map((id) => {
    const wrong = findings.filter((finding) => finding.repair === id && finding.severity === 'error');
    const values = (side: 'actual' | 'expected') => Object.fromEntries(wrong.flatMap(({ subject, [side]: value }: Finding) => (value === undefined ? [] : [[subject, value]])));
    return { id, resource: [...new Set(wrong.map(({ subject }) => subject))].join(', ') || id, action: wrong.length > 0 ? 'change' : 'keep', before: values('actual'), after: values('expected') };
  });
  return { version: 1, state: ok ? 'clean' : 'changes', connectorTitle: title, steps, checks };
}
