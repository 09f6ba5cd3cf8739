const encoder = new TextEncoder();

const toHex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export function randomToken(bytes = 32): string {
	return toHex(crypto.getRandomValues(new Uint8Array(bytes)).buffer as ArrayBuffer);
}

export async function sha256(text: string): Promise<string> {
	return toHex(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

async function derive(password: string, salt: string): Promise<string> {
	const key = await crypto.subtle.importKey('raw', encoder.encode(password), 'PBKDF2', false, ['deriveBits']);
	const params = { name: 'PBKDF2', hash: 'SHA-256', salt: fromHex(salt), iterations: 100_000 };
	return toHex(await crypto.subtle.deriveBits(params, key, 256));
}

export async function hashPassword(password: string): Promise<string> {
	const salt = randomToken(16);
	return `${salt}:${await derive(password, salt)}`;
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
	const [salt = '', hash = ''] = stored.split(':');
	return (await derive(password, salt)) === hash;
}

export async function verifySignature(secret: string, payload: string, signature: string): Promise<boolean> {
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
	return crypto.subtle.verify('HMAC', key, fromHex(signature), encoder.encode(payload));
}
