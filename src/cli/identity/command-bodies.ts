/** What the identity commands do, in one chunk that is loaded with the first of them. */
export { applyCommand } from './apply-command.ts';
export { auditCommand } from './audit-command.ts';
export { diffCommand } from './diff-command.ts';
export { planCommand } from './plan-command.ts';
export { verifyCommand } from './verify-command.ts';
export { removeCommand, undoCommand } from './undo-command.ts';
