import { randomBytes } from "node:crypto";
import type { Document } from "@sluice/core-events";
import pg from "pg";
import { onTestFinished } from "vitest";
import { documentOfRow } from "./read-sqlite.js";

/** The address of the real server, which `npm run test:services` starts. @throws {Error} If it was not started. */
export function postgresUrl(): string {
  const url = process.env["SLUICE_TEST_POSTGRES_URL"];
  if (url === undefined) throw new Error("Cannot find PostgreSQL: expected SLUICE_TEST_POSTGRES_URL, which npm run test:services sets, received none");
  return url;
}

/** The file with the certificate of that server. @throws {Error} If it was not started. */
export function postgresCertificate(): string {
  const path = process.env["SLUICE_TEST_POSTGRES_CA"];
  if (path === undefined) throw new Error("Cannot find the certificate: expected SLUICE_TEST_POSTGRES_CA, which npm run test:services sets, received none");
  return path;
}

/** A schema of its own on a server for one test, which is dropped when the test ends. */
export class PostgresDatabase {
  readonly url: string;
  readonly schema: string;

  private constructor(url: string, schema: string) {
    this.url = url;
    this.schema = schema;
  }

  static async create(url = postgresUrl()): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(url, `test_${randomBytes(6).toString("hex")}`);
    await database.query(`CREATE SCHEMA ${database.schema}`);
    onTestFinished(async () => {
      await database.query(`DROP SCHEMA ${database.schema} CASCADE`);
    });
    return database;
  }

  /** The options of a sink here. */
  get options(): { url: string; schema: string } {
    return { url: this.url, schema: this.schema };
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      await client.query(`SET search_path = ${this.schema}`);
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** The documents in a table, by id. */
  async read(table = "documents"): Promise<Document[]> {
    return (await this.query(`SELECT * FROM ${table} ORDER BY doc_id COLLATE "C"`)).map(documentOfRow);
  }
}
