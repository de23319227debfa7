"use client";

import { useState } from "react";
import type { ImageItem } from "@/lib/domain/image-item";
import { sendImage } from "./image-api";

/** Without a message the server was not reached. */
export type Refusal = { name: string; message: string | undefined };

export type ImageUploads = {
  /** The name of the file that is on its way. */
  uploading: string | undefined;
  refusals: Refusal[];
  /** Answers the last of them that was taken. */
  upload: (files: readonly File[]) => Promise<ImageItem | undefined>;
};

/** Sends files one after another: the browser's line is shared, and a refusal names its file. */
export function useImageUploads(onTaken: (image: ImageItem) => void): ImageUploads {
  const [uploading, setUploading] = useState<string>();
  const [refusals, setRefusals] = useState<Refusal[]>([]);

  async function upload(files: readonly File[]): Promise<ImageItem | undefined> {
    setRefusals([]);
    let last: ImageItem | undefined;
    for (const file of files) {
      setUploading(file.name);
      const answer = await sendImage(file);
      if (answer.ok) {
        last = answer.value.image;
        onTaken(last);
      } else {
        const refusal = { name: file.name, message: answer.message };
        setRefusals((before) => [...before, refusal]);
      }
    }
    setUploading(undefined);
    return last;
  }

  return { uploading, refusals, upload };
}
