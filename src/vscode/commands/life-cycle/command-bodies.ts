/** What the commands of the life cycle do; part of ../command-bodies.ts. */
export { Comparisons, compareEnvironments, compareWithDeployed } from './compare-connector.ts';
export { createConnection, deleteConnection } from './connection-commands.ts';
export { deleteConnector } from './delete-connector.ts';
export { chooseDeployed } from './deployed-subject.ts';
export { downloadAllConnectors, downloadConnector } from './download-connector.ts';
export { promoteConnector } from './promote-connector.ts';
export { restoreConnector } from './restore-connector.ts';
export { readDeployedFiles } from '../../read-deployed-files.ts';
