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
    const root = (file === 'definition' ? definition : properties)?.root.range;
    // A file that is empty or broken has no first bracket.
    const range = root ? { start: root.start, end: root.start + 1 } : { start: 0, end: 0 };
    report({ file, range, message: 'Certification asks for a readme.md beside this file. Write one that tells what the connector does and how users get access.' });
  },
};
