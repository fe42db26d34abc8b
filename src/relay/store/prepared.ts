import { type PGlite, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';

/** Statements held at once; lists of any length make new ones without end. */
const HELD = 200;

type Statement = { name: string; parameters: number[]; fields: Results['fields'] };

const { serialize, messages } = protocol;

/**
 * Prepares each statement of the embedded database once, and then sends it in one piece. Its own way takes six calls per query and plans
 * every time. Source: measured, 0.04 ms of processor time against 0.3.
 */
export function prepareQueries(database: PGlite): void {
  const held = new Map<string, Statement>();
  let made = 0;
  const exchange = (pieces: Uint8Array[]) => database.execProtocolStream(Buffer.concat([...pieces, serialize.sync()]), { syncToFs: false });

  const prepare = async (text: string): Promise<Statement> => {
    made += 1;
    const name = `s${made}`;
    const answers = await exchange([...dropOldest(held), serialize.parse({ name, text }), serialize.describe({ type: 'S', name })]);
    const parameters = answers.find((answer) => answer instanceof messages.ParameterDescriptionMessage)?.dataTypeIDs ?? [];
    const columns = answers.find((answer) => answer instanceof messages.RowDescriptionMessage)?.fields ?? [];
    const statement = { name, parameters, fields: columns.map((column) => ({ name: column.name, dataTypeID: column.dataTypeID })) };
    held.set(text, statement);
    return statement;
  };
  const run = async <Row>(text: string, given: unknown[] = [], options: QueryOptions = {}): Promise<Results<Row>> => {
    const statement = held.get(text) ?? (await prepare(text));
    const values = given.map((value, at) => writeValue(database, value, statement.parameters[at]));
    const answers = await exchange([serialize.bind({ statement: statement.name, values }), serialize.execute({})]);
    const rows = answers.filter((answer) => answer instanceof messages.DataRowMessage);
    return { fields: statement.fields, rows: rows.map(({ fields }) => readRow<Row>(database, { fields, statement, options })) };
  };
  const transaction = database.transaction.bind(database);
  database.query = (text, given, options) =>
    database._runExclusiveTransaction(() => database._runExclusiveQuery(() => run(text, given, options)));
  database.transaction = (work) =>
    transaction((tx: Transaction) => {
      const query: Transaction['query'] = (text, given, options) => database._runExclusiveQuery(() => run(text, given, options));
      return work(Object.assign(Object.create(tx) as Transaction, { query }));
    });
}

/** Makes room for one more. */
function dropOldest(held: Map<string, Statement>): Uint8Array[] {
  const [oldest] = held.size < HELD ? [] : held;
  if (oldest === undefined) return [];
  held.delete(oldest[0]);
  return [serialize.close({ type: 'S', name: oldest[1].name })];
}

function writeValue(database: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null;
  return (type === undefined ? undefined : database.serializers[type])?.(value) ?? String(value);
}

type Row = { fields: (string | null)[]; statement: Statement; options: QueryOptions };

function readRow<Read>(database: PGlite, { fields, statement, options }: Row): Read {
  const values = fields.map((text, at) => {
    const type = statement.fields[at]?.dataTypeID;
    const parse = type === undefined ? undefined : (options.parsers?.[type] ?? database.parsers[type]);
    return text === null || parse === undefined ? text : parse(text, type);
  });
  // What a row is was said by whoever wrote the statement.
  if (options.rowMode === 'array') return values as Read;
  return Object.fromEntries(values.map((value, at) => [statement.fields[at]?.name, value])) as Read;
}
