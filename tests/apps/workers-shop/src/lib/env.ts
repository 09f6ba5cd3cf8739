export interface Env {
	SESSIONS: KVNamespace;
	DB: D1Database;
	WEBHOOK_SECRET: string;
	PAYMENTS_URL: string;
}

export interface UserRow {
	id: string;
	email: string;
	password_hash: string;
	role: 'customer' | 'staff' | 'admin';
}

export interface OrderRow {
	id: string;
	user_id: string;
	total: number;
	payment_id: string;
	status: string;
}
