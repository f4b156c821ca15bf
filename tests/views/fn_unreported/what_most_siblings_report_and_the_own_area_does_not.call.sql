fn_unreported('S10100', 'latest')
