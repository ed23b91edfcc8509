import type { Rule } from '../../rule.ts';

export const readmeMissing: Rule = {
  id: 'readme-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'A readme lies beside the files of a connector for certification.',
  explanation: 'It becomes the connector\'s documentation: what it does, what users need, how they get credentials, known limits.',
  source: 'README of PowerPlatformConnectors; learn.microsoft.com, custom connectors, certification-submission, "Create a Readme file artifact".',
  published: 9,
  bad: { without: ['readme'] },
  good: {},
  check: ({ entryNames, files, definition, properties }, report) => {
    if (entryNames === undefined || entryNames.some((name) => name.toLowerCase() === 'readme.md')) return;
    const file = files.definition === undefined ? 'properties' : 'definition';
    const start = (file === 'definition' ? definition : properties)?.root.range.start ?? 0;
    report({ file, range: { start, end: start + 1 }, message: 'Certification asks for a readme.md beside this file. Write one that tells what the connector does and how users get access.' });
  },
};
