"use client";

import { useCallback, useEffect, useState } from "react";
import type { ImageItem } from "@/lib/domain/image-item";
import { askImages, askLibrary } from "./image-api";
import { type ImageUploads, useImageUploads } from "./use-image-uploads";

export type ImageLibraryState = ImageUploads & {
  images: ImageItem[];
  search: string;
  isLoading: boolean;
  hasFailed: boolean;
  hasMore: boolean;
  setSearch: (search: string) => void;
  loadMore: () => void;
  reload: () => void;
  /** A changed or new one, in its place or in front. */
  put: (images: readonly ImageItem[]) => void;
  drop: (id: number) => void;
};

/** What was asked for, and what came of it. */
type Question = { search: string; tries: number };
type Loaded = Question & { images: ImageItem[]; next?: number | undefined; hasFailed: boolean };

const none: ImageItem[] = [];
const pollMs = 700;
const typingMs = 250;

/** The library as it is looked at: searched, paged, with what is being uploaded in front. */
export function useImageLibrary(): ImageLibraryState {
  const [question, ask] = useState<Question>({ search: "", tries: 0 });
  const [loaded, setLoaded] = useState<Loaded>();
  const { search, tries } = question;
  const images = loaded?.images ?? none;
  const change = useCallback((next: (images: ImageItem[]) => ImageItem[]) => {
    setLoaded((before) => before && { ...before, images: next(before.images) });
  }, []);
  const put = useCallback(
    (changed: readonly ImageItem[]) => change((before) => merged(before, changed)),
    [change],
  );
  useAnswer({ search, tries }, setLoaded);
  usePolling(images, put);
  const uploads = useImageUploads((image) => put([image]));

  async function loadMore() {
    const answer = await askLibrary(search, loaded?.next);
    if (!answer.ok) return;
    const { images: older, next } = answer.value;
    setLoaded((before) => before && { ...before, images: [...before.images, ...older], next });
  }

  return {
    ...uploads,
    images,
    search,
    isLoading: loaded?.search !== search || loaded.tries !== tries,
    hasFailed: loaded?.hasFailed ?? false,
    hasMore: loaded?.next !== undefined,
    setSearch: (text) => ask({ ...question, search: text }),
    reload: () => ask({ ...question, tries: tries + 1 }),
    loadMore: () => void loadMore(),
    put,
    drop: (id) => change((before) => before.filter((image) => image.id !== id)),
  };
}

function merged(before: readonly ImageItem[], changed: readonly ImageItem[]): ImageItem[] {
  const byId = new Map(changed.map((image) => [image.id, image]));
  const known = new Set(before.map(({ id }) => id));
  const fresh = changed.filter(({ id }) => !known.has(id));
  return [...fresh, ...before.map((image) => byId.get(image.id) ?? image)];
}

/** Asks a moment after the typing rests; an answer that was overtaken is dropped. */
function useAnswer({ search, tries }: Question, setLoaded: (loaded: Loaded) => void) {
  useEffect(() => {
    const controller = new AbortController();
    async function load() {
      const answer = await askLibrary(search, undefined, controller.signal);
      if (controller.signal.aborted) return;
      const page = answer.ok ? answer.value : { images: [] };
      setLoaded({ ...page, search, tries, hasFailed: !answer.ok });
    }
    const timer = setTimeout(() => void load(), search === "" ? 0 : typingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [search, tries, setLoaded]);
}

/** Asks how far those in the works are, for as long as there are any. */
function usePolling(images: readonly ImageItem[], put: (images: readonly ImageItem[]) => void) {
  const ids = images
    .filter(({ state }) => state === "processing")
    .map(({ id }) => id)
    .slice(0, 50)
    .join(",");
  useEffect(() => {
    if (ids === "") return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    async function look() {
      const answer = await askImages(ids.split(",").map(Number));
      if (isOver) return;
      if (answer.ok) put(answer.value.images);
      timer = setTimeout(() => void look(), pollMs);
    }
    timer = setTimeout(() => void look(), pollMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [ids, put]);
}
