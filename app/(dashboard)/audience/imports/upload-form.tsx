"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { FileField } from "@/components/ui/file-field";
import { Progress } from "@/components/ui/progress";

const path = "/audience/imports/upload";

type Answer = { location?: string; message?: string };

/** A plain form that posts by itself without script; with script it shows how far it is. */
export function UploadForm({ problem }: { problem: string | undefined }) {
  const t = useTranslations("imports");
  const router = useRouter();
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState<{ bytes: number; of: number }>();
  const [error, setError] = useState(problem);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (sent !== undefined) return;
    if (file === undefined) return setError(t("problem.no_file"));
    setError(undefined);
    setSent({ bytes: 0, of: file.size });
    send(file, {
      onProgress: (bytes) => setSent({ bytes, of: file.size }),
      onAnswer: ({ location, message }) => {
        if (location !== undefined) return router.push(location);
        setSent(undefined);
        setError(message ?? t("problem.network"));
      },
    });
  }

  return (
    <form
      method="post"
      action={path}
      encType="multipart/form-data"
      onSubmit={submit}
      className="flex flex-col gap-4"
    >
      <FileField
        label={t("upload.label")}
        name="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain"
        description={t("upload.hint")}
        error={error}
        onChange={(chosen) => {
          setFile(chosen);
          setError(undefined);
        }}
      />
      {sent === undefined ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant="primary">
            {t("upload.submit")}
          </Button>
          <p className="min-w-0 grow basis-64 text-sm text-muted">{t("upload.sample")}</p>
        </div>
      ) : (
        <Progress
          label={t("upload.uploading")}
          value={Math.round(sent.bytes / 1000)}
          max={Math.max(1, Math.round(sent.of / 1000))}
        />
      )}
    </form>
  );
}

// fetch() cannot tell how much has been sent.
function send(
  file: File,
  on: { onProgress: (bytes: number) => void; onAnswer: (answer: Answer) => void },
): void {
  const request = new XMLHttpRequest();
  request.open("POST", path);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
  request.responseType = "json";
  request.upload.onprogress = (event) => on.onProgress(event.loaded);
  request.onload = () => on.onAnswer(readAnswer(request.response));
  request.onerror = () => on.onAnswer({});
  request.send(file);
}

function readAnswer(body: unknown): Answer {
  if (typeof body !== "object" || body === null) return {};
  const answer: Answer = {};
  if ("location" in body && typeof body.location === "string") answer.location = body.location;
  if ("message" in body && typeof body.message === "string") answer.message = body.message;
  return answer;
}
