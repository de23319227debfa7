"use client";

import { useEffect, useState } from "react";
import * as z from "zod";
import type { SearchResult } from "@/lib/domain/search-result";

const answer = z.object({
  results: z.array(
    z.object({
      kind: z.enum(["campaign", "contact"]),
      id: z.string(),
      title: z.string(),
      detail: z.string(),
      href: z.string(),
    }),
  ),
});

type RemoteSearch = { results: SearchResult[]; isLoading: boolean; hasFailed: boolean };

const nothing: RemoteSearch = { results: [], isLoading: false, hasFailed: false };

/** Campaigns and contacts for what is typed, a moment after the typing rests. */
export function useRemoteSearch(text: string): RemoteSearch {
  const query = text.trim();
  const [found, setFound] = useState<RemoteSearch & { query: string }>({ ...nothing, query: "" });

  useEffect(() => {
    if (query.length < 2) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetchResults(query, controller.signal).then(
        (results) => setFound({ ...nothing, query, results }),
        () => controller.signal.aborted || setFound({ ...nothing, query, hasFailed: true }),
      );
    }, 180);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);

  if (query.length < 2) return nothing;
  // Until the answer comes the last results stay, so that the list does not flicker.
  return found.query === query ? found : { ...found, isLoading: true, hasFailed: false };
}

async function fetchResults(query: string, signal: AbortSignal): Promise<SearchResult[]> {
  const response = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal });
  if (!response.ok) throw new Error(`The search answered ${response.status}.`);
  return answer.parse(await response.json()).results;
}
