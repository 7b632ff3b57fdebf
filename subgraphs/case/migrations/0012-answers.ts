import { Migration } from '@mikro-orm/migrations'

/** What was ordered, answered to reporters, objected to and asked in a follow-up; texts are sealed. */
export class Migration0012Answers extends Migration {
  override up(): void {
    this.addSql(supervision)
    this.addSql(answers)
  }
}

const proceeding = 'uuid PRIMARY KEY REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED'
const ofCase = 'case_id uuid NOT NULL REFERENCES "case"."case" (id)'

const supervision = `
  CREATE TABLE "case".supervision_order (
    id ${proceeding},
    ${ofCase},
    authority_id uuid NOT NULL,
    subject varchar(200) NOT NULL,
    ordered_at timestamptz NOT NULL,
    due_on date NOT NULL,
    released_at timestamptz,
    released_by_authority_id uuid,
    released_by varchar(200),
    sealed_release_reason bytea
  );
  CREATE INDEX supervision_order_case ON "case".supervision_order (case_id);
  CREATE TABLE "case".supervision_item (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES "case".supervision_order (id) DEFERRABLE INITIALLY DEFERRED,
    position integer NOT NULL,
    sealed_text bytea NOT NULL,
    UNIQUE (order_id, position)
  );
  CREATE TABLE "case".supervision_urge (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES "case".supervision_order (id) DEFERRABLE INITIALLY DEFERRED,
    authority_id uuid NOT NULL,
    subject varchar(200) NOT NULL,
    sealed_text bytea,
    at timestamptz NOT NULL
  );
  CREATE INDEX supervision_urge_order ON "case".supervision_urge (order_id);
  CREATE TABLE "case".supervision_reply (
    id uuid PRIMARY KEY,
    item_id uuid NOT NULL REFERENCES "case".supervision_item (id) DEFERRABLE INITIALLY DEFERRED,
    authority_id uuid NOT NULL,
    subject varchar(200) NOT NULL,
    sealed_text bytea NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX supervision_reply_item ON "case".supervision_reply (item_id);`

const answers = `
  CREATE TABLE "case".feedback (
    id ${proceeding},
    ${ofCase},
    report_id uuid NOT NULL,
    conclusion varchar(24) NOT NULL,
    rewardable boolean NOT NULL,
    sealed_findings bytea NOT NULL,
    sealed_decision bytea NOT NULL,
    authority_id uuid NOT NULL,
    subject varchar(200) NOT NULL,
    sent_at timestamptz NOT NULL
  );
  CREATE INDEX feedback_report ON "case".feedback (report_id);
  CREATE TABLE "case".feedback_read (
    id ${proceeding},
    read_at timestamptz NOT NULL
  );
  CREATE TABLE "case".objection (
    id ${proceeding},
    ${ofCase},
    report_id uuid NOT NULL,
    -- Against which feedback: each may be objected to once.
    feedback_id uuid NOT NULL UNIQUE REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
    late boolean NOT NULL,
    sealed_reason bytea NOT NULL,
    raised_at timestamptz NOT NULL,
    decision varchar(24),
    sealed_answer bytea,
    answered_by_authority_id uuid,
    answered_by varchar(200),
    answered_at timestamptz
  );
  CREATE INDEX objection_report ON "case".objection (report_id);
  CREATE TABLE "case".follow_up (
    id ${proceeding},
    ${ofCase},
    report_id uuid NOT NULL,
    retaliation boolean NOT NULL,
    action varchar(24) NOT NULL,
    sealed_text bytea NOT NULL,
    authority_id uuid NOT NULL,
    subject varchar(200) NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX follow_up_case ON "case".follow_up (case_id);`
