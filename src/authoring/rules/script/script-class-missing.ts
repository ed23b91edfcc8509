import type { Fix, Rule } from '../../rule.ts';
import { EXAMPLE_SCRIPT } from './script-operations-unknown.ts';

const OTHER_CLASS = /\bclass\s+(\w+)\s*:\s*(?:[\w.]+\.)?ScriptBase\b/;

export const scriptClassMissing: Rule = {
  id: 'script-class-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A script has a class `Script` that is a `ScriptBase`.',
  explanation: 'The platform creates an object of the class `Script` and calls its `ExecuteAsync`. C# tells upper from lower case.',
  source: 'learn.microsoft.com, custom connectors, write code: the class "must be called Script" and implement ScriptBase.',
  published: 3,
  bad: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT.replace('class Script', 'class script') },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT },
  check: ({ script }, report) => {
    if (!script || script.hasScriptClass) return;
    const match = OTHER_CLASS.exec(script.text);
    if (!match) {
      report({ file: 'script', range: { start: 0, end: Math.min(1, script.text.length) }, message: 'The script has no class that the platform can run. Declare "public class Script : ScriptBase" with an ExecuteAsync.' });
      return;
    }
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(name, 'class'.length);
    const range = { start, end: start + name.length };
    const fixes = (): Fix[] => [{ title: 'Rename to "Script"', safe: false, changes: [{ file: 'script', edits: [{ range, newText: 'Script' }] }] }];
    report({ file: 'script', range, message: `The platform looks for a class "Script", and this one is called "${name}". Rename it.`, fixes });
  },
};
