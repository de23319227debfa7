"use client";

import { Download } from "lucide-react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./text-field";

type ExportDialogProps = {
  /** Where the form is posted; it answers with the file. */
  action: string;
  /** What is exported: the filters of the list. */
  fields: Record<string, string>;
  /** Name of the field that says why. */
  reasonName: string;
  words: {
    button: string;
    title: string;
    body: string;
    reason: string;
    reasonHint?: string;
    confirm: string;
  };
  size?: "small";
};

/** Asks why before a list of people leaves the house; the reason is kept in the audit log. */
export function ExportDialog({ action, fields, reasonName, words, size }: ExportDialogProps) {
  return (
    <Dialog
      title={words.title}
      {...(size === undefined ? {} : { size })}
      trigger={
        <Button>
          <Download aria-hidden />
          {words.button}
        </Button>
      }
    >
      {(close) => (
        // The answer is a download: the page stays, so the dialog closes by itself.
        <form
          method="post"
          action={action}
          onSubmit={() => setTimeout(close, 0)}
          className="flex flex-col gap-4"
        >
          <p className="text-muted">{words.body}</p>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            label={words.reason}
            name={reasonName}
            {...(words.reasonHint === undefined ? {} : { description: words.reasonHint })}
            isRequired
            maxLength={200}
          />
          <div className="flex justify-end">
            <Button type="submit" variant="primary">
              {words.confirm}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
