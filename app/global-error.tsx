"use client";

import "./globals.css";

type GlobalErrorProps = { error: Error & { digest?: string } };

/** The root layout itself failed, so no messages are there: both languages, no components. */
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="ko">
      <body>
        <title>Letterpress</title>
        <main className="mx-auto flex min-h-dvh max-w-120 flex-col justify-center gap-6 px-6">
          <div>
            <h1 className="text-xl font-semibold">Letterpress를 열지 못했어요</h1>
            <p className="text-muted">
              저장한 내용과 보내는 중인 메일은 그대로예요. 잠시 뒤에 다시 열어 주세요.
            </p>
          </div>
          <div lang="en">
            <p className="text-lg font-semibold">Letterpress could not open</p>
            <p className="text-muted">
              What you saved and the mails being sent are safe. Try again in a moment.
            </p>
          </div>
          {error.digest !== undefined && (
            <p className="font-mono text-sm text-muted">{error.digest}</p>
          )}
          <button
            type="button"
            onClick={() => location.reload()}
            className="h-9 self-start rounded-md bg-accent px-3.5 font-medium text-on-accent"
          >
            다시 열기 · Reload
          </button>
        </main>
      </body>
    </html>
  );
}
