import { renameFix } from '../../fixes/definition-fix.ts';
import { hasKnownParameters, takesArgument, targetOf } from '../../model/dynamic-targets.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withValues } from './dynamic-example.ts';

export const dynamicArgumentUnknown: Rule = {
  id: 'dynamic-argument-unknown',
  severity: 'error',
  profile: 'build',
  title: 'The names under `parameters` of a dynamic call are parameters of the called operation.',
  explanation: 'Each name is a parameter of the operation that is called, or a property of its body such as `body/table`. The platform refuses others: "The parameter could not be found in operation".',
  source: 'PowerPlatformConnectors #254 and #790, the platform\'s own message; learn.microsoft.com, custom connectors, OpenAPI extensions, parameters.',
  published: 0,
  bad: withValues({ parameters: { rom: { parameter: 'room' } } }),
  good: withValues({ parameters: { room: { parameter: 'room' } } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { operationId, arguments: given } of definition.dynamics) {
      const target = given.length === 0 ? undefined : targetOf(definition, operationId);
      if (!target || !hasKnownParameters(definition, target)) continue;
      for (const { name, member } of given) {
        if (takesArgument(definition, target, name)) continue;
        const others = target.parameters.flatMap(({ parameter }) => parameter.name ?? []).filter((other) => !given.some((argument) => argument.name === other));
        const near = nearest(name, others);
        const fixes = (): Fix[] => (near === undefined ? [] : [renameFix(definition.document, member, near, false)]);
        const advice = near !== undefined ? `Is "${near}" meant?` : others.length > 0 ? `It has ${others.slice(0, 4).map((other) => `"${other}"`).join(', ')}.` : 'Remove it.';
        report({ file: 'definition', range: member.keyRange, message: `The operation "${target.id}" has no parameter "${name}". ${advice}`, fixes });
      }
    }
  },
};
