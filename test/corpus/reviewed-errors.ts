/**
 * The published connectors that raise an error, each reviewed: the file is truly broken, and this is how. The service
 * or a tool that people deploy with refuses such a file, or reads something else in it than it says.
 */
export const reviewedErrors: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'certified-connectors/AvePoint Cloud Governance': { 'byte-order-mark': 'The definition begins with EF BB BF; paconn create and update read it with Python\'s default decoder, and json.load stops at U+FEFF.' },
  'certified-connectors/InEight': { 'byte-order-mark': 'As AvePoint Cloud Governance.' },
  'certified-connectors/Cireson Service Manager Portal': { 'json-trailing-comma': 'A comma before a closing bracket: JSON.parse and Python refuse the file.' },
  'certified-connectors/DocuSignDemo': { 'json-trailing-comma': 'A comma before a closing bracket.' },
  'certified-connectors/PUG Gamified Engagement': { 'json-trailing-comma': 'A comma before a closing bracket.' },
  'certified-connectors/EleadProductReference': { 'duplicate-key': 'The same object has "description" twice, with different texts: the first is lost.' },
  'independent-publisher-connectors/StabilityAI': { 'document-syntax': 'The list of keywords in info is never closed.' },
};
