/** What the plugin is called. */
export const NAME = 'file-transfer';
