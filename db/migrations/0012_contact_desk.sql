CREATE TYPE "public"."bulk_status" AS ENUM('queued', 'running', 'completed', 'failed', 'undoing', 'undone');--> statement-breakpoint
CREATE TABLE "bulk_actions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bulk_actions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deed" jsonb NOT NULL,
	"selection" jsonb NOT NULL,
	"status" "bulk_status" DEFAULT 'queued' NOT NULL,
	"total" integer,
	"seen" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"cursor" bigint,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	"failed_reason" text,
	"created_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"undo_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bulk_changes" (
	"action_id" bigint NOT NULL,
	"contact_id" bigint NOT NULL,
	"before" jsonb NOT NULL,
	CONSTRAINT "bulk_changes_action_id_contact_id_pk" PRIMARY KEY("action_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "contact_columns" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"columns" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contact_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"name" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_merges" (
	"from_contact_id" bigint PRIMARY KEY NOT NULL,
	"into_contact_id" bigint NOT NULL,
	"merged_at" timestamp with time zone DEFAULT now() NOT NULL,
	"merged_by" bigint
);
--> statement-breakpoint
CREATE TABLE "erasure_salt" (
	"id" smallint PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "erasures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hash" "bytea" NOT NULL,
	"contact_id" bigint,
	"mails" jsonb,
	"why" text NOT NULL,
	"requested_by" bigint NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"searched_at" timestamp with time zone,
	"swept_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "contact_engagement" (
	"contact_id" bigint PRIMARY KEY NOT NULL,
	"last_sent_at" timestamp with time zone,
	"last_delivered_at" timestamp with time zone,
	"last_opened_at" timestamp with time zone,
	"last_clicked_at" timestamp with time zone,
	"last_bounced_at" timestamp with time zone,
	"last_complained_at" timestamp with time zone,
	"last_unsubscribed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "engagement_folds" (
	"campaign_id" bigint PRIMARY KEY NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"bounced" integer DEFAULT 0 NOT NULL,
	"complained" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"clicked" integer DEFAULT 0 NOT NULL,
	"unsubscribed" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cursor" bigint,
	"fold_ms" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment_members" (
	"segment_id" bigint NOT NULL,
	"contact_id" bigint NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"added_by" bigint,
	CONSTRAINT "segment_members_segment_id_contact_id_pk" PRIMARY KEY("segment_id","contact_id")
);
--> statement-breakpoint
DROP INDEX "subscriptions_topic";--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_action_id_bulk_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."bulk_actions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_columns" ADD CONSTRAINT "contact_columns_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_views" ADD CONSTRAINT "contact_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_engagement" ADD CONSTRAINT "contact_engagement_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_actions_status" ON "bulk_actions" USING btree ("status");--> statement-breakpoint
CREATE INDEX "bulk_changes_contact" ON "bulk_changes" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "contact_views_user" ON "contact_views" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "contact_merges_into" ON "contact_merges" USING btree ("into_contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_hash" ON "erasures" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "segment_members_contact" ON "segment_members" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "subscriptions_topic" ON "subscriptions" USING btree ("topic_id","status","contact_id");--> statement-breakpoint
-- Two random UUIDs hold 244 random bits; nobody can try addresses against the hashes without them.
INSERT INTO "erasure_salt" ("id", "salt") VALUES (1, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));--> statement-breakpoint
CREATE FUNCTION "erasure_hash"(email_normalized text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256(s.salt || convert_to(email_normalized, 'UTF8')) FROM erasure_salt s WHERE s.id = 1
$$;--> statement-breakpoint
-- An erased address becomes no contact again, whoever writes it: form, import, API, restored copy.
-- The row is left out and nothing else of the statement; who wants to say so asks beforehand.
CREATE FUNCTION "keep_erased_out"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM erasures) AND EXISTS (
    SELECT 1 FROM erasure_salt s JOIN erasures e
      ON e.hash = sha256(s.salt || convert_to(NEW.email_normalized, 'UTF8'))
  ) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER "contacts_keep_erased_out" BEFORE INSERT OR UPDATE OF "email_normalized" ON "contacts"
  FOR EACH ROW EXECUTE FUNCTION "keep_erased_out"();
