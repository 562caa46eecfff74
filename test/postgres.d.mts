export function startPostgres(options?: { isForgetful?: boolean }): Promise<{ url: string; stop(): Promise<void> }>
export function freePort(): Promise<number>
