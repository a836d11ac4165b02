/** The program's exit codes. */
export const EXIT = { fine: 0, failed: 1, misused: 2 } as const;
