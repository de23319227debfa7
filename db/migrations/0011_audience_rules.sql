CREATE TYPE "public"."mail_domain_state" AS ENUM('unknown', 'mail', 'no_mail');--> statement-breakpoint
CREATE TYPE "public"."ses_suppression_action" AS ENUM('put', 'delete');--> statement-breakpoint
ALTER TYPE "public"."property_type" ADD VALUE 'choice';--> statement-breakpoint
ALTER TYPE "public"."property_type" ADD VALUE 'list';--> statement-breakpoint
CREATE TABLE "background_jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"position" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"next_run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "mail_domains" (
	"domain" text PRIMARY KEY NOT NULL,
	"state" "mail_domain_state" DEFAULT 'unknown' NOT NULL,
	"detail" text,
	"checked_at" timestamp with time zone,
	"next_check_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ses_suppression_tasks" (
	"email_normalized" text PRIMARY KEY NOT NULL,
	"action" "ses_suppression_action" NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "properties" ADD COLUMN "choices" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "includes_unanswered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "mail_domains_next_check" ON "mail_domains" USING btree ("next_check_at");--> statement-breakpoint
CREATE INDEX "ses_suppression_tasks_next" ON "ses_suppression_tasks" USING btree ("next_attempt_at");