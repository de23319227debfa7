"use client";

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * Remembers a choice about the interface on this device. Written here and not by a server action:
 * it must also work before sign-in, and holds nothing worth protecting.
 */
export function writePreference(name: string, value: string) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // oxlint-disable-next-line unicorn/no-document-cookie -- the Cookie Store API is not in every browser
  document.cookie = `${name}=${value}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
