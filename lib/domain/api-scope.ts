/** What a key may do. */
export const apiScopes = [
  "contacts:write", // create and change contacts
  "consents:write", // subscribe and unsubscribe them
] as const;
export type ApiScope = (typeof apiScopes)[number];

export function isApiScope(word: unknown): word is ApiScope {
  return apiScopes.some((scope) => scope === word);
}
