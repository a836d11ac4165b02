/**
 * The id that belongs to a secret: for the same secret always the same one, of 16–64 characters of `[A-Za-z0-9_-]`.
 * Nobody can find the secret, or another secret with that id. So whoever shows the secret is who they were, even to a
 * server that was restarted.
 */
export type TokenHash = (secret: string) => string;
