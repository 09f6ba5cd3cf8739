import { Router } from 'express';
import { logger } from '../logger';

export const router = Router();

router.post('/orders', (req, res) => {
	logger.debug('headers', { path: req.path, auth: req.headers.authorization });
	res.json({});
});
