/** A server action takes at most 2 MB; some 60,000 addresses. */
export const maxSuppressionFileBytes = 1_900_000;
